"""A believable season of wholesale trade: people, catalogue, lives of orders, live trading."""
