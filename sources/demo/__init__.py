"""The invented company: its events, the exports that its systems would write, and the truth of its KPIs."""
