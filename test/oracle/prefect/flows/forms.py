"""Every way to run tasks and flows."""
import asyncio

from prefect import Flow, Task, flow, task, unmapped
from prefect.futures import wait


@task
def one():
    return 1


@task(name="The second", retries=2)
def two(x=None):
    return x


@task()
def add(x, y=0):
    return x


@task
async def later(x=None):
    return x


def plain(x):
    return add(x)


@flow
def empty_flow(): ...


@flow(name="With a name", log_prints=True)
def named(a: int, b: str = "x", *, c=None): ...


@flow
def direct_calls():
    x = one()
    y = two(x)
    return add(y, y=one())


@flow
def submitted():
    x = one.submit()
    y = two.submit(x, wait_for=[x])
    z = add.submit(x.result(), y)
    wait([z])


@flow
def mapped(items: list = [1]):
    x = add.map(items, unmapped(2))
    y = two.map(x)
    return two.with_options(name="other")(y)


@flow
async def asynchronous():
    x = await later()
    y = later.submit(x)
    await asyncio.sleep(0)
    return add(y)


@flow
def parent():
    empty_flow()
    x = direct_calls()
    add(1)
    return named(1)


@flow
def through_functions():
    return two(plain(one()))


@flow
def loops():
    results = []
    for i in range(3):
        results.append(add.submit(i))
    two(results)
    two({"a": results, "b": [one()]})
    return [add(r) for r in results]


@flow
def lists():
    x, y = one(), two()
    pair = (x, y)
    add(pair)
    add([*pair])
    later.submit(*[x])


as_function = flow(plain)
as_task = task(plain)


@flow
def late():
    return defined_below()


@task
def defined_below():
    return 1
