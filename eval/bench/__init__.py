"""The benchmark: Waymark beside what a user would otherwise write with LangChain, each in processes of its own."""
