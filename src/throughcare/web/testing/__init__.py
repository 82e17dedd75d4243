"""Testing in custody: the sample and what it leads to, the laboratory, the registers, figures, DT1."""
