"""HL7 FHIR R4: published definitions, matched with a map.

Law: what a definition does not say stays open and is counted; nothing is fetched, and nothing unpacked to the disk.
"""
