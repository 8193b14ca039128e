"""A data set of 100,000 rows in, 20,000 rows out, beside the bare way.

In: reading, checking and storing a CSV file, beside `csv.reader` and COPY. Out: the
analyst file and a workbook of the same size, beside xlsxwriter. What the memory grew
by is printed too: it does not depend on the number of rows.
"""
