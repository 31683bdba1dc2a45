-- What a chat wants to be told of: all, or critical alone. Facts of the time before it could be chosen have none and mean all.
alter table subscription_facts add column severity text;
