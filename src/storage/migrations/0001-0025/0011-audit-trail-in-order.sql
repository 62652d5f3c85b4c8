-- Records of one millisecond keep the order in which they came, and a record tells which pool it is about also where its
-- text does not name it. Those that are there are copied as they lie, which is the order in which they came.
create table audit_events_in_order (
  sequence {{sequence}},
  occurred_at {{bigint}} not null,
  id {{text}} not null,
  region {{text}} not null,
  event_name {{text}} not null,
  user_pool_id {{text}},
  record {{text}} not null,
  -- By time first: whatever is appended then lies together, which each change is quicker for.
  unique (occurred_at, id)
);
insert into audit_events_in_order (occurred_at, id, region, event_name, record)
  select occurred_at, id, region, event_name, record from audit_events;
drop table audit_events;
alter table audit_events_in_order rename to audit_events;
