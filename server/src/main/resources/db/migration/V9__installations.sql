-- Installing from a platform, and what people ask about their data. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- What the operator of this server is to a platform: settings as for a connection, secrets only ever sealed.
create table app (
  adapter varchar(64) primary key,
  settings varchar not null,
  changed_at timestamp with time zone not null
);

-- Lets one shop connect itself; gone once it was used.
create table invitation (
  code_hash varchar(64) primary key,
  adapter varchar(64) not null,
  merchant varchar(64) not null,
  expires_at timestamp with time zone not null
);

create table installation (
  id varchar(36) primary key,
  adapter varchar(64) not null,
  shop varchar(512) not null,
  merchant varchar(64),
  status varchar(16) not null,
  reason varchar,
  -- of the nonce that the platform hands back; null once it was used
  nonce_hash varchar(64) unique,
  nonce_until timestamp with time zone,
  -- for the connection, known before it is made; sealed as a whole
  settings varchar,
  store_connection varchar(64),
  chat_connection varchar(64),
  -- of the key with which the shop's own plugin asks
  key_hash varchar(64) unique,
  -- sealed; one node at a time renews it
  credential varchar,
  credential_version bigint default 0 not null,
  renewed_at timestamp with time zone,
  lease_until timestamp with time zone,
  scopes varchar,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);
create index installation_of_shop on installation (adapter, shop);
create index installation_of_store on installation (store_connection);

-- Whose data was asked for is sealed, and forgotten when it is done.
create table privacy_request (
  id varchar(36) primary key,
  installation_id varchar(36) not null references installation (id),
  request_key varchar(256) not null,
  kind varchar(24) not null,
  subject varchar,
  status varchar(12) not null,
  outcome varchar,
  -- sealed: what is handed to the merchant
  result varchar,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  done_at timestamp with time zone,
  unique (installation_id, request_key)
);
create index privacy_request_waiting on privacy_request (status, received_at);
