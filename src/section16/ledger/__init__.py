"""What was filed and what happened is remembered, so that holdings, duties and profit can be told."""
