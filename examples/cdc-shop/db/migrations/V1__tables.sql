create table public.customers (
    id bigint primary key,
    email varchar(320) not null,
    country char(2) not null
);

create table public.orders (
    id bigint primary key,
    customer_id bigint not null references public.customers (id),
    amount numeric(12, 2) not null,
    status varchar(20) not null,
    created_at timestamptz not null
);

alter table public.orders replica identity full;
