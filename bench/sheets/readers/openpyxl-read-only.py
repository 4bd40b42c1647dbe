"""openpyxl in its read-only mode: the reader of most Python scripts."""

import json
import resource
import sys
import time

import openpyxl

cpu_before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
start = time.perf_counter()
workbook = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = -1
points = 0
for row in workbook.worksheets[0].iter_rows(values_only=True):
    rows += 1
    if isinstance(row[1], (int, float)):
        points += row[1]
wall = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "rows": rows,
            "points": points,
            "wallMs": wall * 1000,
            "userCpuMs": (usage.ru_utime - cpu_before) * 1000,
            "peakRssMb": usage.ru_maxrss / 1024,
        }
    )
)
