import hashlib
from pathlib import Path

from ingest.checksum import matching_bytes


def test_a_file_is_read_only_if_it_is_the_one_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"waymark")
    digest = hashlib.sha256(b"waymark").hexdigest()
    assert matching_bytes(path, digest) == b"waymark"
    path.write_bytes(b"waymarj")
    assert matching_bytes(path, digest) is None
    assert matching_bytes(tmp_path / "none", digest) is None
