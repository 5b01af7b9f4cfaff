-- What merchants owe, and what is told to others. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- What came in with an import was counted where it happened.
alter table event add column imported boolean default false not null;

-- Up to which event all have been counted; one row.
create table meter_mark (
  id smallint primary key,
  event_id bigint not null,
  -- what happened before there were bills is on none
  begun_at bigint not null
);
insert into meter_mark (id, event_id, begun_at) select 1, coalesce(max(id), 0), coalesce(max(id), 0) from event;

create table billing_account (
  merchant varchar(64) primary key,
  currency varchar(3) not null,
  zone varchar(64) not null,
  -- the zone of the bill that is open; the other holds from the next one on
  period_zone varchar(64) not null,
  period_from timestamp with time zone not null,
  period_to timestamp with time zone not null,
  trial_used boolean default false not null,
  version bigint default 0 not null
);

-- Every agreement with its prices, so that a new price list changes none of them.
create table billing_terms (
  id bigint generated always as identity primary key,
  merchant varchar(64) not null,
  valid_from timestamp with time zone not null,
  content varchar not null,
  actor varchar(64) not null
);
create index billing_terms_of_merchant on billing_terms (merchant, id);

-- What was counted. The key is made of what happened, so that counting again changes nothing.
create table usage_unit (
  meter varchar(16) not null,
  unit_key varchar(160) not null,
  merchant varchar(64) not null,
  conversation_id varchar(36) not null,
  turn varchar(40) not null,
  at timestamp with time zone not null,
  reverts varchar(160),
  -- the bill that it is on, and what it costs there; null while the bill is open
  invoice varchar(96),
  price varchar(40),
  primary key (meter, unit_key)
);
create index usage_unit_open on usage_unit (merchant, invoice, at);

create table invoice (
  id varchar(96) primary key,
  merchant varchar(64) not null,
  period_from timestamp with time zone not null,
  period_to timestamp with time zone not null,
  currency varchar(3) not null,
  subtotal varchar(40) not null,
  credited varchar(40) not null,
  total varchar(40) not null,
  content varchar not null,
  closed_at timestamp with time zone not null,
  -- how it is paid through a platform; null when by other ways
  settlement varchar(12),
  settlement_ref varchar(256),
  settlement_reason varchar,
  unique (merchant, period_from)
);

-- What a merchant gets back of an invoice, and what of it no later invoice has taken up yet.
create table credit_note (
  id bigint generated always as identity primary key,
  merchant varchar(64) not null,
  invoice varchar(96) not null references invoice (id),
  amount varchar(40) not null,
  remaining varchar(40) not null,
  currency varchar(3) not null,
  reason varchar not null,
  actor varchar(64) not null,
  at timestamp with time zone not null
);
create index credit_note_of_merchant on credit_note (merchant, id);

create table billing_dispute (
  id bigint generated always as identity primary key,
  merchant varchar(64) not null,
  invoice varchar(96) not null references invoice (id),
  units varchar not null,
  reason varchar not null,
  state varchar(12) not null,
  answer varchar,
  credit_note bigint,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone
);
create index billing_dispute_of_merchant on billing_dispute (merchant, id);

-- Which shares of the cap a merchant was told about in a period.
create table billing_alert (
  merchant varchar(64) not null,
  period_from timestamp with time zone not null,
  share integer not null,
  at timestamp with time zone not null,
  primary key (merchant, period_from, share)
);

-- What a merchant has agreed to at the platform from which the shop was installed.
create table billing_agreement (
  merchant varchar(64) primary key,
  connection_id varchar(64) not null,
  plan varchar(64) not null,
  cap varchar(40) not null,
  agreement varchar(256) not null,
  state varchar(12) not null,
  changed_at timestamp with time zone not null
);

-- Where other systems want to hear what happens.
create table event_subscription (
  id varchar(36) primary key,
  merchant varchar(64),
  address varchar not null,
  -- sealed
  secret varchar not null,
  types varchar not null,
  created_at timestamp with time zone not null
);

-- What is told to whom. Rows go when they have arrived.
create table outgoing_event (
  id bigint generated always as identity primary key,
  event_id varchar(36) not null,
  subscription_id varchar(36) not null references event_subscription (id) on delete cascade,
  content varchar not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone not null,
  state varchar(12) not null,
  reason varchar
);
create index outgoing_event_due on outgoing_event (state, due_at);
