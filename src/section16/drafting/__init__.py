"""Facts - trades, grants, vests - become a draft statement."""
