"""Official Vietnamese documents made from data: a workbook in, drafts in the format of Nghị định 30/2020/NĐ-CP out."""

__version__ = "0.1.0"
