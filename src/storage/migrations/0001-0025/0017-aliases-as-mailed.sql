-- E-mail addresses are compared with their domain in lower case, as mail is delivered. Of several aliases that are one
-- address the first one stays. (`rtrim` leaves what ends with the @, of which there is one.)
insert into user_aliases (user_pool_id, attribute, value, sub)
select user_pool_id, attribute,
  rtrim(value, replace(value, '@', '')) || lower(substr(value, length(rtrim(value, replace(value, '@', ''))) + 1)), sub
from user_aliases
where attribute = 'email' and length(value) - length(replace(value, '@', '')) = 1
  and lower(substr(value, length(rtrim(value, replace(value, '@', ''))) + 1))
    <> substr(value, length(rtrim(value, replace(value, '@', ''))) + 1)
order by value
on conflict do nothing;

delete from user_aliases
where attribute = 'email' and length(value) - length(replace(value, '@', '')) = 1
  and lower(substr(value, length(rtrim(value, replace(value, '@', ''))) + 1))
    <> substr(value, length(rtrim(value, replace(value, '@', ''))) + 1);
