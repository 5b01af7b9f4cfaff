-- What a platform tells of a message before it has answered the sending of it.
create table early_status (
  platform_message_id varchar(200) not null,
  connection_id varchar(64) not null,
  status varchar(16) not null,
  reason varchar(1000),
  at timestamp with time zone not null,
  primary key (platform_message_id, connection_id)
);
