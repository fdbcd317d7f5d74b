#!/usr/bin/env bash
# The README's worked example, run as it stands there; its answer must hold the facts the README shows.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(sed -n '/^<!-- example -->/,/^```$/p' README.md | sed -e '1,/^```sh/d' -e '/^```$/d')
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
PATH="$PWD/.venv/bin:$PATH" bash -c "$command --json" > "$answer"
python3 - "$answer" <<'PY'
import json, sys
advice = json.load(open(sys.argv[1]))
assert advice["profile"]["area"]["name"].startswith("Phoenix"), advice["profile"]["area"]
assert advice["income"]["net_hour"] < 0.5 * advice["income"]["gross_hour"], advice["income"]["net_hour"]
assert advice["decision"]["role"], "no role"
assert advice["plan"]["hours_per_week"] == 6 and advice["plan"]["steps"], advice["plan"]
print("README example: 1 passed, 0 failed")
PY
