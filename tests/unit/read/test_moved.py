def test_old_codes_of_gb18030_are_read_as_the_characters_they_are(folder):
    rows = "字,数\n".encode("gb18030") + bytes.fromhex("fe59a6d9") + b",1\n"
    keys = "sources:\n  s: {file: s.csv}\n"
    reading = folder(keys, s__csv=rows)
    assert reading.inputs.snapshots["s"].rows[0][0] == "龴︐"
