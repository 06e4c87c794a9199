"""govreport: 政府信息公开工作年度报告, from interview or TOML to checked and printed report.

The official format is data. `editions/*.toml` states every table once: rows, columns, labels,
totals, identities, each with its source. Questions, schema, rules, renderers and exports are derived
from it, so that a new official format is a new file; no official label and no year stands in code.

The way through the house, with imports only downward and no circles (import-linter holds both):

    cli          a file a command: parses what was typed, hands it over, prints
    publish      many outputs brought up to date: the build's, and in site/ a district's web pages
    repository   many reports: found, checked in parallel, compared with each other and the roster
    interview    questions and answers          rules       a report → problems
    rendering    a report → text, pages, files  reporters   findings → a format for people or programs
    importers    published documents → a report, with an account of every cell
    matching     words as people write them → rows, columns, numbers: for what is pasted or published
    tomlio       TOML → `Report` and what is wrong with it; `Report` → TOML, written safely
    figures      the only arithmetic on cells   export, schema   a report as rows, an edition as schema
    reminders    what a person may look at again, as the edition says it
    report       one report as a value          finding     what a check has to say, and where
    edition      the official formats as values: sections, rows, cells, sums, balances
    grid, text, errors, messages   a neutral table; widths; the one exception; words in two languages

What a person calls goes one way: a file is read (`tomlio.load`) into a `Loaded`, the rules yield
`Problem`s (`rules.runner`), which in their places become `Finding`s; a `Report` is laid out as
`Grid`s (`rendering.layout`) and printed. Nothing below `cli` prints or reads the environment; data
goes to standard output, messages to standard error.

Where to add what:

    an official format   editions/NAME.toml and its schema under schemas/; no code
    a cause of broken TOML   a recogniser in tomlio/faults/ and a line in diagnose.py; a damage in
                         tests/tomlio/damages.py
    a reminder           [[reminders]] in an edition, or in editions/_report.toml for all of them
    a rule               a module in rules/, a line in rules/catalogue.py, a page in rules/pages/,
                         a folder of cases under tests/rules/; how: rules/__init__.py
    a document format    a module in rendering/ and a line in its registry
    a findings format    a module in reporters/ and a line in its registry
    a kind of question   a module in interview/questions/
    a command            a module in cli/
    a message            in place, in Chinese, as msg("…"); its English in locale/en

Problems in a report are values; an exception (`GovreportError`, with what to do) means that the tool
cannot go on. Values are frozen dataclasses; a NamedTuple is for what is made by the hundred thousand
(`Finding`, `Problem`, `Span`, `Digest`) or defined at every start (the parts of an edition).
"""

__version__ = "0.1.0"
