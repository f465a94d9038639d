"""Another verifier's judgement of our credentials: openbadgeslib (LGPL, written by others, in Python).

    python3 -m venv venv && venv/bin/pip install 'openbadgeslib[ldp]==4.6.3'
    node test/corpus/certificates/verify-elsewhere.mjs /tmp/credentials
    venv/bin/python test/corpus/certificates/verify-elsewhere.py /tmp/credentials

Accepts files called valid*, rejects all others, or ends with 1. Nothing is fetched: what stands at our addresses is read from the folder.
"""
import json
import pathlib
import sys

from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

folder = pathlib.Path(sys.argv[1])
PUBLISHED = {
    "https://learn.example/.well-known/did.json": "did.json",
    "https://learn.example/status/1/revocation": "revocation.list.json",
    "https://learn.example/status/1/suspension": "suspension.list.json",
}


def download(url, *_args, **_options):
    if url not in PUBLISHED:
        raise OB3VerificationError(f"nothing is at {url}")
    return (folder / PUBLISHED[url]).read_bytes()


def verify(file):
    # Its look at lists knows only lists that are JWTs, so their proofs are verified here (verify_lists).
    status = {"check_status": True, "verify_status_list": False, "download": download}
    if file.suffix == ".jwt":
        OB3Verifier.for_issuer_did("did:web:learn.example", download=download).verify(file.read_text(), **status)
    else:
        OB3LdpVerifier().verify(file.read_text(), **status)


def verify_lists():
    for name in sorted(set(PUBLISHED.values()) - {"did.json"}):
        document = json.loads((folder / name).read_text())
        key = resolve_verification_method(document["proof"]["verificationMethod"], download)
        verify_data_integrity_proof(document, key)
        print(f"{name:32} accepted")


verify_lists()
wrong = 0
for file in sorted(folder.iterdir()):
    if file.name in PUBLISHED.values():
        continue
    try:
        verify(file)
        verdict, why = "accepted", ""
    except Exception as error:  # whatever keeps it from being accepted
        verdict, why = "rejected", f"{type(error).__name__}: {error}"
    if (verdict == "accepted") != file.name.startswith("valid"):
        wrong += 1
        verdict = f"{verdict} (WRONG)"
    print(f"{file.name:32} {verdict:10} {why[:140]}")
sys.exit(1 if wrong else 0)
