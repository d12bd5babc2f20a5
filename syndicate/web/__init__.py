"""What a person sees (templates, words, the look of the pages), and what a web server says of the published files."""
