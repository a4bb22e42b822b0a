"""What people see of an account: `terminal`, `page` and `markdown` lay out what `outline` composes."""
