drop table expense;
