-- Each month's report asks for the expenses of some days.
create index expense_spent_on on expense (spent_on);
