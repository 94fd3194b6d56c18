create table order_lines (
    order_id bigint not null references orders (id),
    line_no int not null,
    product_id bigint not null,
    quantity int not null default 1,
    price numeric(10, 2) not null,
    primary key (order_id, line_no)
);
