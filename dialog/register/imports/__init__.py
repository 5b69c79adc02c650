"""A file becomes rows, rows get complaints: pure steps from bytes to a preview.

`reading` turns CSV or XLSX into lines of text, `columns` recognises the heading, `rows` turns a line
into values with messages, `matching` compares the rows with the register and with each other,
`taking_part` says what the dialogue gets from each.
"""
