drop index expense_spent_on;
