"""The CJIT desk: today, arrivals, assessments, follow-ups, the caseload, possible matches."""
