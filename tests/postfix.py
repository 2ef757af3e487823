"""A private Postfix: its own folder and high ports, STARTTLS and TLS, a login, a size limit."""

import contextlib
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.mail_server import PASSWORD, USER, free_port, make_certificate

LIMIT = 100_000
_MAIN = """
compatibility_level = 3.6
queue_directory = {base}/queue
data_directory = {base}/data
inet_interfaces = 127.0.0.1
myhostname = localhost
mydestination =
mynetworks =
alias_maps =
local_recipient_maps =
default_transport = error:no outbound
virtual_mailbox_domains = example.com
virtual_mailbox_base = {base}/mail
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_mailbox_limit = 0
message_size_limit = {limit}
smtpd_tls_chain_files = {key}, {cert}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = localhost
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_peername_lookup = no
maillog_file = {base}/mail.log
maillog_file_prefixes = /tmp
"""
_MASTER = """
127.0.0.1:{starttls} inet n - n - - smtpd
127.0.0.1:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_SASL = (
    "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {path}\nmech_list: PLAIN LOGIN\n"
)


class Postfix:
    """Where it listens, and what it has taken."""

    def __init__(self, base, cert, starttls, tls):
        self.base, self.cert, self.starttls, self.tls = base, cert, starttls, tls

    def mails(self, count):
        """Return the messages in the mailbox, once there are ``count``."""
        inbox = self.base / "mail" / "inbox" / "new"
        for _ in range(200):
            found = sorted(inbox.iterdir()) if inbox.is_dir() else []
            if len(found) >= count:
                break
            time.sleep(0.1)
        return [path.read_bytes() for path in found]


@contextlib.contextmanager
def postfix():
    """Run a Postfix of one's own; it needs root, and every path of it starts in /tmp."""
    base = Path(tempfile.mkdtemp(prefix="pf.", dir="/tmp"))
    base.chmod(0o755)  # its own user has to get in
    for name in ("etc/sasl", "queue", "data", "mail"):
        (base / name).mkdir(parents=True)
    cert, key = make_certificate(base)
    shutil.chown(base / "data", "postfix")
    shutil.chown(base / "mail", "nobody", "nogroup")
    users = base / "etc" / "sasl" / "db"
    subprocess.run(
        ["saslpasswd2", "-p", "-c", "-f", str(users), "-u", "localhost", USER],
        input=PASSWORD.encode(),
        check=True,
    )
    shutil.chown(users, "postfix")
    (base / "etc" / "sasl" / "smtpd.conf").write_text(_SASL.format(path=users))
    places = {"base": base, "cert": cert, "key": key, "limit": LIMIT}
    (base / "etc" / "main.cf").write_text(_MAIN.format(**places))
    ports = {"starttls": free_port(), "tls": free_port()}
    (base / "etc" / "master.cf").write_text(_MASTER.format(**ports))
    command = ["postfix", "-c", str(base / "etc")]
    subprocess.run([*command, "start"], check=True, capture_output=True)
    try:
        yield Postfix(base, cert, **ports)
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)
        shutil.rmtree(base, ignore_errors=True)
