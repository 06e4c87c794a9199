"""A district's reports as a folder of web pages: no server, no script needed, nothing from outside.

`survey` is what there is, by organ and year, with the findings of one run of `check`; `page_files`
says what every page is called; `index_page`, `organ_page`, `report_page`, `year_page` turn it into plain
data for the templates, `data_files` into CSV; `site_tasks` makes them, in several processes;
`making` puts the site together as `build` puts its outputs: through the same memory and shelf.
All words come from here, translated; templates hold none.
"""
