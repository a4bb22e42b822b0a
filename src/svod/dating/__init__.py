"""When the reports of a story were published and when what they tell happened, worked out jointly."""
