"""The exact figures: allocation, money, quantities, dates, references."""
