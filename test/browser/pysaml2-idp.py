"""A SAML provider by pysaml2, for the tests in a browser: `python3 pysaml2-idp.py KEY CERTIFICATE`.

It prints its address when it is ready, and ends when its standard input does. A test posts the metadata of the service
provider to /service. Users say who they are at /sso; /portal has links that start a sign-in or a sign-out by themselves.
"""

import html
import json
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, entity, sigver
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT
from saml2.server import Server

KEY, CERTIFICATE = sys.argv[1:3]
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

# By default pysaml2 encrypts with Triple DES, which no service provider should take any more.
entity.pre_encryption_part = partial(
    sigver.pre_encryption_part, msg_enc="http://www.w3.org/2009/xmlenc11#aes256-gcm"
)


class Provider:
    def __init__(self, address):
        self.address = address
        self.services = []
        self.lock = threading.Lock()
        self.server = self.open()
        # By the entity id of the service: what its last user signed in with.
        self.sessions = {}

    def open(self):
        config = IdPConfig()
        endpoints = {
            "single_sign_on_service": [(f"{self.address}/sso", BINDING_HTTP_REDIRECT)],
            "single_logout_service": [(f"{self.address}/slo", BINDING_HTTP_REDIRECT)],
        }
        config.load(
            {
                "entityid": f"{self.address}/metadata",
                "key_file": KEY,
                "cert_file": CERTIFICATE,
                "xmlsec_binary": "/usr/bin/xmlsec1",
                "signing_algorithm": RSA_SHA256,
                "digest_algorithm": SHA256,
                "metadata": {"inline": self.services},
                "service": {
                    "idp": {
                        "endpoints": endpoints,
                        "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                        "policy": {
                            "default": {
                                "lifetime": {"minutes": 5},
                                "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
                                "attribute_restrictions": None,
                            }
                        },
                    }
                },
            }
        )
        server = Server(config=config)
        server.sec.encrypt_assertion = partial(server.sec.encrypt_assertion, key_type="aes-256")
        return server

    def add(self, metadata):
        self.services.append(metadata)
        self.server = self.open()

    def assert_signed(self, query, sender):
        """The query was signed with the key in the metadata of its sender."""
        crypto = self.server.sec.sec_backend
        certificates = self.server.metadata.certs(sender, "any", "signing")
        for certificate in certificates:
            text = certificate[1] if isinstance(certificate, tuple) else certificate
            if sigver.verify_redirect_signature(dict(query), crypto, text):
                return
        raise ValueError(f"{sender} did not sign this")

    def sso(self, query):
        request = self.server.parse_authn_request(query["SAMLRequest"], BINDING_HTTP_REDIRECT).message
        service = request.issuer.text
        self.assert_signed(query, service)
        fields = {"service": service, "id": request.id, "relay": query["RelayState"]}
        return page("/login", fields, '<input name="user"><button>Sign in</button>')

    def login(self, form):
        service, user = form["service"], form["user"]
        [consumer] = self.server.metadata.assertion_consumer_service(service, BINDING_HTTP_POST)
        with self.lock:  # xmlsec1 works with files
            response = self.server.create_authn_response(
                {"mail": [f"{user}@idp.example"], "displayName": ["Jane", "Doe"]},
                in_response_to=form.get("id"),
                destination=consumer["location"],
                sp_entity_id=service,
                userid=user,
                authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": self.address},
                sign_response=True,
                sign_assertion=True,
                encrypt_assertion=True,
                encrypt_assertion_self_contained=True,
                sign_alg=RSA_SHA256,
                digest_alg=SHA256,
            )
        self.sessions[service] = user
        return self.form(response, consumer["location"], form["relay"], response=True)

    def form(self, message, destination, relay, response):
        """A form that posts itself, as pysaml2 writes it."""
        sent = self.server.apply_binding(
            BINDING_HTTP_POST, f"{message}", destination, relay, response=response
        )
        return sent["data"]

    def logout_address(self, service):
        [logout] = self.server.metadata.single_logout_service(service, BINDING_HTTP_POST, "spsso")
        return logout["location"]

    def slo(self, query):
        if "SAMLResponse" in query:
            return self.slo_answer(query)
        request = self.server.parse_logout_request(query["SAMLRequest"], BINDING_HTTP_REDIRECT).message
        service = request.issuer.text
        self.assert_signed(query, service)
        if self.server.ident.find_local_id(request.name_id) != self.sessions.get(service):
            raise ValueError("the user of the session is another one")
        del self.sessions[service]
        with self.lock:
            answer = self.server.create_logout_response(
                request, [BINDING_HTTP_POST], sign=True, sign_alg=RSA_SHA256, digest_alg=SHA256
            )
        return self.form(answer, self.logout_address(service), query["RelayState"], response=True)

    def slo_answer(self, query):
        xml = self.server.unravel(query["SAMLResponse"], BINDING_HTTP_REDIRECT)
        service = entity.samlp.logout_response_from_string(xml).issuer.text
        self.assert_signed(query, service)
        answer = self.server.parse_logout_request_response(query["SAMLResponse"], BINDING_HTTP_REDIRECT)
        return page("", {}, "Signed out everywhere" if answer.status_ok() else "failed")

    def portal(self, query):
        return page("/login", {"service": query["service"], "relay": query["relay"]}, (
            '<input name="user"><button>Open the app</button></form>'
            f'<form action="/end"><input type="hidden" name="service" value="{html.escape(query["service"])}">'
            "<button>Sign out everywhere</button>"
        ))

    def end(self, query):
        service = query["service"]
        user = self.sessions.pop(service)
        name_id = self.server.ident.find_nameid(user, sp_name_qualifier=service)[0]
        with self.lock:
            _, request = self.server.create_logout_request(
                self.logout_address(service),
                service,
                name_id=name_id,
                sign=True,
                sign_alg=RSA_SHA256,
                digest_alg=SHA256,
            )
        return self.form(request, self.logout_address(service), "", response=False)

    def metadata(self):
        return f"{entity_descriptor(self.server.config)}"


def page(action, fields, content):
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in fields.items()
    )
    return f'<!doctype html><form method="post" action="{action}">{hidden}{content}</form>'


def single(text):
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        query = single(address.query)
        work = {
            "/metadata": lambda: provider.metadata(),
            "/sso": lambda: provider.sso(query),
            "/slo": lambda: provider.slo(query),
            "/portal": lambda: provider.portal(query),
            "/end": lambda: provider.end(query),
        }
        self.answer(work.get(address.path))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        if self.path == "/service":
            self.answer(lambda: provider.add(body) or "added")
        else:
            self.answer(lambda: provider.login(single(body)))

    def answer(self, work):
        status, text = 404, "unknown"
        if work:
            try:
                status, text = 200, work()
            except Exception as error:  # shown on the page, so that a test sees it
                status, text = 500, html.escape(f"{type(error).__name__}: {error}")
        data = text.encode()
        self.send_response(status)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", f"{len(data)}")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
provider = Provider(f"http://127.0.0.1:{listener.server_port}")
threading.Thread(target=listener.serve_forever, daemon=True).start()
print(json.dumps({"address": provider.address}), flush=True)
sys.stdin.read()
