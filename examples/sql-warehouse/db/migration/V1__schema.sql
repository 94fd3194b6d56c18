create table customers (
    id bigint generated always as identity primary key,
    email text not null,
    country varchar(2)
);
comment on table customers is 'People who have ordered at least once';
comment on column customers.email is 'Where invoices go';

create table orders (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customers (id),
    placed_on date not null,
    note text
);
