"""A second reader: any language model behind an endpoint of the common chat form.

It is asked for nothing but claims with the words they rest on; what it answers is checked against
the report, and what does not stand there is dropped.
"""
