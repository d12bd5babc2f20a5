"""How a review is laid out for people and marked for machines: Microdata, RDFa and microformats on one layout."""
