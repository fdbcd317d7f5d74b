"""Kinds of saying: what is true said with the subject first and with the figure first, and beside each kind what sounds like it and is false."""

from __future__ import annotations

TURNED = {
    "income_analyst": [
        "It costs you {your_miles_cost} to run the car.", "The tax on self-employment comes to {your_se_tax}.", "Another {your_se_tax} is taken by self-employment tax.", "Per hour, that really is {your_net_hour}.", "Count all of that, and an hour really brings you {your_net_hour}.",
        "What comes in each week is {your_gross_week}.", "Here is what an hour really brings you: {your_net_hour}.", "To take in {your_gross_week}, you work {your_hours}.",
        "You spend {your_hours} on it, counting the waiting.", "Your time comes to {your_hours}, with the waiting counted.",
        "Of what you bring in, {your_miles_cost} goes to the car and {your_se_tax} to self-employment tax.", "Out of the {your_gross_week}, the car takes {your_miles_cost}.",
        "The car alone costs you {your_miles_cost}.", "Next comes self-employment tax, at {your_se_tax}.", "Add to that {your_se_tax} of self-employment tax.",
        "You pay {your_miles_cost} for the car, going by the mile rate of the tax office.", "Once both are paid, an hour leaves you {your_net_hour}.",
        "So for each hour you give, you really keep {your_net_hour}.", "That makes {your_net_hour}, with income tax yet to come off.", "When all costs are paid, {your_net_hour} is left.",
        "Your real hourly pay is {your_net_hour} before income tax.", "Take off the car and self-employment tax, and {your_net_hour} is left.", "Let us work out what you really make.",
        "It is good that you shared your numbers.", "Every week {your_gross_week} comes in, and you give {your_hours} for it.",
        "Going by the tax office's count per mile, you spend {your_miles_cost} on the car.",
        "Of the {your_gross_week} you take in, the car takes {your_miles_cost} and self-employment tax {your_se_tax}.",
        "Then there is the car, at {your_miles_cost}, and self-employment tax, at {your_se_tax}.", "With those costs out, you really earn {your_net_hour}, and income tax is still to come.",
    ],
    "skill_mapper": [
        "One of your skills is {your_skill_a}.", "{your_skill_a} is among the things you are good at.", "You told us you are good with {your_skill_a}.", "A skill you can build on is {your_skill_a}.",
        "From what you told us, you are good with {your_skill_a}.", "What you have to offer is {your_skill_a}.", "Among the things you bring is {your_skill_a}.", "{your_skill_a} is a skill of yours.",
        "You are already good at {your_skill_a}.", "Here is what you bring: {your_skill_a}.",
    ],
    "career_decider": [
        "A role to consider is {pick}.", "I suggest you try for {pick}.", "You might look at {pick}.", "Bookkeepers in {pick_place} usually make {pick_pay}.",
        "What they typically earn in {pick_place} is {pick_pay}.", "In {pick_place}, that work typically pays {pick_pay}.", "{pick_pay} is the typical pay in {pick_place}.",
        "Newcomers can expect about {pick_entry_pay}.", "At first, you might make around {pick_entry_pay}.", "The pay to start with is about {pick_entry_pay}.",
        "Of the typical pay, {pick_net} is left after payroll tax.", "Once payroll tax comes off, the typical pay is {pick_net}.",
        "Next to the {your_net_hour} you make now, the typical {pick_pay} is far higher.", "Your present hour brings {your_net_hour}, which is far less than {pick_net}.",
        "Now you keep {your_net_hour}; after payroll tax the typical pay is {pick_net}.", "One thing to know: over the decade, such jobs are projected to become fewer, {pick_growth}.",
        "The outlook for such jobs is a drop of {pick_growth} over the decade.", "Over the next ten years their number is projected to change by {pick_growth}.",
        "Do know that the number of {pick} is expected to go down: {pick_growth} over the decade.", "Thank you for telling us about your work.", "Let us weigh the pay against your hour now.",
        "{your_net_hour} is not as much as {pick_pay}.", "Compared with {your_net_hour}, {pick_pay} is far higher, and after payroll tax the typical pay leaves {pick_net}.", "How about {pick}?",
        "Someone new to it may expect around {pick_entry_pay}.", "Payroll tax leaves {pick_net} of the typical pay.",
        "You make {your_net_hour} now, far less than the {pick_entry_pay} a beginner may expect.", "A caution: the count of such jobs is projected to go down, {pick_growth} over the decade.",
    ],
    "upskilling_coach": [
        "You need {plan_hours} of learning in all.", "At {plan_pace}, it is done in about {plan_weeks}.", "{plan_weeks} or so is what it takes.",
        "If you can spare {plan_pace}, the plan takes about {plan_weeks}.", "The learning fits into about {plan_weeks}.", "Giving it {plan_pace}, you would be through in about {plan_weeks}.",
        "How many weeks does it take?", "The plan has {plan_hours} of learning in it.", "You told us you can learn {plan_pace}.", "That comes to about {plan_weeks} at {plan_pace}.",
        "We count on {plan_pace}, so the plan takes about {plan_weeks}.", "Let us see what the plan looks like.", "{plan_hours} of learning, at {plan_pace}, makes about {plan_weeks}.",
        "All in all, expect {plan_hours} of learning over about {plan_weeks}.", "Going at {plan_pace}, you get through the {plan_hours} in about {plan_weeks}.",
        "About {plan_weeks} is how long the plan takes.", "How long does it take at {plan_pace}?",
    ],
}  # fmt: skip

TWINS = {
    "income_analyst": [
        "After tax, an hour brings you {your_net_hour}.", "You take in {your_gross_week}, and self-employment tax adds {your_se_tax} to it.", "Per hour, that is {your_gross_week}.", "For each hour the car takes, {your_net_hour} stays with you.", "It costs you {your_se_tax} to run the car.",
        "With the car gone, you are left with {your_net_hour}.", "Without the car, you are left with {your_net_hour}.", "Going by your own count, you spend {your_miles_cost} on the car.",
        "Going by the tax office's count per gallon, you spend {your_miles_cost} on the car.", "The car's share is {your_se_tax}.", "The driver's share is {your_miles_cost}.",
        "Of the {your_net_hour} you take in, the car takes {your_miles_cost}.", "It takes you {your_gross_week} to bring in {your_hours}.", "All the hours you get come to {your_hours}.",
        "Without the waiting, you put in {your_hours}.", "Waiting not counted, you put in {your_hours}.", "Before income tax, you take home {your_gross_week}.",
        "You get {your_net_hour}, and income tax is already off.", "You get {your_miles_cost} for the car.", "You take {your_miles_cost} for the car.",
        "Income tax already counted, you make {your_net_hour}.", "On top of the car, self-employment tax takes {your_miles_cost}.", "Before self-employment tax, an hour brings you {your_net_hour}.",
        "From {your_se_tax} come off {your_miles_cost} for the car and {your_gross_week} for self-employment tax.", "The miles bring you {your_miles_cost}.", "Every month {your_gross_week} comes in.",
        "Let us see your account.", "Take the car.", "Let us take the car apart.", "What is left of it is {your_gross_week}.", "Your time is {your_net_hour}.", "Your miles come to {your_miles_cost}.",
    ],
    "skill_mapper": [
        "You are good at everything but {your_skill_a}.", "You are very good at {your_skill_a}.", "They are good at {your_skill_a}.", "You were good at {your_skill_a}.",
        "{your_skill_a} is the only skill of yours.", "{your_skill_a} is a rare skill of yours.", "You could be good at {your_skill_a}.", "You have a skill to sell: {your_skill_a}.",
    ],
    "career_decider": [
        "Someone new to it may expect around {pick_pay}.", "For someone old in the role, the pay is about {pick_entry_pay}.", "Payroll tax takes {pick_net} of the typical pay.",
        "Payroll tax leaves {pick_entry_pay} of the typical pay.", "Payroll tax leaves {pick_net} of a beginner's pay.",
        "When you start, count on about {pick_entry_pay}, and payroll tax leaves you {pick_net}.", "When you start, count on about {pick_entry_pay}, and that leaves {pick_net} after payroll tax.",
        "Beginners may expect {pick_entry_pay}, and after payroll tax they keep {pick_net}.", "A beginner can expect {pick_entry_pay}, which becomes {pick_net} after payroll tax.",
        "Your {your_net_hour} is far more than {pick_net}, the typical pay after payroll tax.", "Your {your_net_hour} is far less than {pick_pay}, the typical pay after payroll tax.",
        "You make {your_net_hour} now, far more than the {pick_entry_pay} a beginner may expect.", "Even the starting pay of {pick_entry_pay} is far less than {your_net_hour}.",
        "Even the starting pay of {pick_entry_pay} is slightly more than {your_net_hour}.", "{pick_pay} is not still more than {your_net_hour}.", "{pick_pay} is still not more than {your_net_hour}.",
        "Compared with {pick_pay}, {your_net_hour} is higher, and after payroll tax the typical pay leaves {pick_net}.", "Compared with {pick_pay}, {your_net_hour} is more.",
        "{your_net_hour} is higher compared with {pick_pay}.", "Projections show more such jobs over the decade: {pick_growth}.", "There should be more such jobs over the decade: {pick_growth}.",
        "Projections show fewer such jobs: {pick_pay}.", "There are fewer such jobs over the last decade: {pick_growth}.", "Fewer {pick} are wanted over the decade: {pick_growth}.",
        "The outlook is bad for such jobs: {pick_growth} over the decade.", "The outlook is for lower pay: {pick_growth} over the decade.",
        "A rise is projected in the number of {pick}: {pick_growth} over the decade.", "How about leaving your work for {pick}?", "How about {pick_pay}?",
        "In {pick_place} the number of jobs is projected to shrink: {pick_growth} over the decade.", "They typically earn {pick_pay} after payroll tax.",
        "The typical pay is {pick_net} before payroll tax.", "Typical pay: {pick_entry_pay}.",
        "They typically earn {pick_pay}, and in {pick_place} the number of such jobs is projected to change by {pick_growth}.", "{pick_pay} is not as much as {your_net_hour}.",
        "After payroll tax, {pick_pay} is far more than {your_net_hour}.",
    ],
    "upskilling_coach": [
        "You will be hired in about {plan_weeks}.", "You need {plan_pace} for the plan.", "You can finish within {plan_weeks}.", "Learning at {plan_hours}, you need {plan_pace}.",
        "About {plan_weeks} is how long until you start.", "The plan is through in {plan_hours} a week.", "Each week you would learn for {plan_hours}.", "You have {plan_pace} off.",
        "Because you have {plan_pace} to learn, you start in {plan_weeks}.", "With {plan_pace} to drive, the {plan_hours} take about {plan_weeks}.", "Take it week by week and drop your work.",
    ],
}  # fmt: skip
