-- What speaks for a ticket, and who has it in hand. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- Whether the sender has proven that the order is theirs.
alter table ticket add column proven boolean default false not null;
alter table ticket add column order_line varchar(128);
alter table ticket add column product varchar;
alter table ticket add column sku varchar(128);
alter table ticket add column fault varchar(24);
alter table ticket add column fault_confidence double precision default 0 not null;
alter table ticket add column wish varchar(16);
-- The token of the agent who has it in hand.
alter table ticket add column assignee varchar(64);
alter table ticket add column due_at timestamp with time zone;
-- 1 first … 4 last.
alter table ticket add column priority smallint default 3 not null;

create table ticket_evidence (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id) on delete cascade,
  kind varchar(8) not null,
  message_id bigint not null,
  place integer not null,
  transcript varchar,
  engine varchar(64),
  -- What was seen, as JSON without the picture.
  seen varchar,
  -- The photo with its boxes, PNG in base64: new pixels, nothing of the shopper's file.
  annotated varchar
);
create index evidence_of_ticket on ticket_evidence (ticket_id, id);

create table ticket_history (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id) on delete cascade,
  at timestamp with time zone not null,
  -- bot, or the token of an agent
  actor varchar(64) not null,
  -- Names of what changed, without anyone's words.
  changes varchar not null
);
create index history_of_ticket on ticket_history (ticket_id, id);
