"""Reports: plans, summaries, history and statistics, printed once or drawn as SVG."""
