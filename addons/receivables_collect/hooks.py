def post_init_hook(env):
    """Note the salesperson of each customer today: the first row of the history."""
    env["collection.assignment"]._sync()
