"""What happens to a printed statement before it is read: each channel makes the bytes that a reader is given."""
