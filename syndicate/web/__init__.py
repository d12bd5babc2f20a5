"""What a person sees: templates, words, and the look of the pages."""
