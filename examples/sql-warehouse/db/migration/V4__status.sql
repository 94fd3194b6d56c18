alter table orders add column status text not null default 'open';
create index concurrently orders_placed_on on orders (placed_on);
