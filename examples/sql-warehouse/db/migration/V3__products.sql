create table products (
    id bigint generated always as identity primary key,
    name text not null,
    category text
);
alter table order_lines add constraint order_lines_product foreign key (product_id) references products (id) not valid;
