"""An edition of the official report format: every table, label, sum and identity, as data."""

from govreport.edition.load import edition_for_year as edition_for_year
from govreport.edition.load import edition_names as edition_names
from govreport.edition.load import editions as editions
from govreport.edition.load import load_edition as load_edition
from govreport.edition.model import Block as Block
from govreport.edition.model import Cell as Cell
from govreport.edition.model import Column as Column
from govreport.edition.model import Edition as Edition
from govreport.edition.model import Field as Field
from govreport.edition.model import Label as Label
from govreport.edition.model import Prompt as Prompt
from govreport.edition.model import Row as Row
from govreport.edition.model import Section as Section
from govreport.edition.model import ValueKind as ValueKind
from govreport.edition.model import Word as Word
from govreport.edition.naming import named as named
from govreport.edition.organs import normal_name as normal_name
from govreport.edition.organs import organ_key as organ_key
from govreport.edition.relations import Balance as Balance
from govreport.edition.relations import Bound as Bound
from govreport.edition.relations import Continuity as Continuity
from govreport.edition.relations import Identity as Identity
from govreport.edition.relations import Sum as Sum
from govreport.edition.reminder import Reminder as Reminder
