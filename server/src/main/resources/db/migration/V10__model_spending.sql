-- What merchants spent on models, a row a day (UTC), in millionths of the currency of the cap. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table model_spending (
  merchant varchar(64) not null,
  spent_on date not null,
  spent bigint not null,
  primary key (merchant, spent_on)
);
