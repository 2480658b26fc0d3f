"""Letters drawn from a finished run: the notice to a body with its list of problems and reply form, and the circular.

Drafts (代拟稿): number, signature, date and seal are left blank. The wording is a YAML file that the office can
replace, the letterhead a document of its own; layout after GB/T 9704-2012.
"""
