-- Which of several nodes on one database works on a conversation. When it gives no sign of life, another one takes it over.
alter table conversation add column node varchar(36);
