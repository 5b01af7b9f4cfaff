-- The ledger of changes to orders, and what each merchant lets the bot do. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table order_action (
  id varchar(32) primary key,
  conversation_id varchar(36) not null references conversation (id),
  merchant varchar(64) not null,
  sender varchar not null,
  language varchar(35) not null,
  store varchar(64) not null,
  order_id varchar(128) not null,
  order_number varchar(128) not null,
  revision varchar not null,
  kind varchar(24) not null,
  -- the action itself; may hold a delivery address
  content varchar not null,
  amount varchar(40),
  currency varchar(3),
  needs_approval boolean not null,
  state varchar(24) not null,
  -- names the order while the row blocks it, null otherwise: two rows cannot
  blocked varchar(400) unique,
  attempts integer default 0 not null,
  doubtful boolean default false not null,
  reason varchar,
  outcome varchar,
  told varchar(24),
  decided_by varchar(64),
  proposed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  attempted_at timestamp with time zone,
  due_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  version bigint default 0 not null
);
create index order_action_of_conversation on order_action (conversation_id, proposed_at);
create index order_action_of_order on order_action (merchant, store, order_id);
create index order_action_by_state on order_action (state, proposed_at);
create index order_action_confirmed on order_action (merchant, kind, confirmed_at);

create table policy (
  merchant varchar(64) primary key,
  content varchar not null,
  version bigint default 0 not null,
  updated_at timestamp with time zone not null
);
