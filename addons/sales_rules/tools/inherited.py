"""Class attributes that add up over the classes of a model."""


def add_up(cls, name):
    """Return what all classes of a model say in the attribute `name`, joined by `|`.

    Sets become their union; of dicts the nearer class has the last word, key by key.
    The sum is kept on `cls` as long as its bases stay: another addon that loads, or a
    test, gives the model other ones.
    """
    key = f"_summed{name}"
    mro, summed = vars(cls).get(key, (None, None))
    if mro is not cls.__mro__:
        said = [
            vars(base)[name] for base in reversed(cls.__mro__) if name in vars(base)
        ]
        summed = said[0]
        for more in said[1:]:
            summed = summed | more
        setattr(cls, key, (cls.__mro__, summed))
    return summed
