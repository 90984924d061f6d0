"""Expenses: an asyncio HTTP server over PostgreSQL, without a framework."""
