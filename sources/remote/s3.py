"""S3, and what speaks its language, through s3fs; endpoint, region and credentials are botocore's own configuration."""

from __future__ import annotations

from botocore.exceptions import NoCredentialsError, PartialCredentialsError
from s3fs import S3FileSystem

from sources.errors import LandingError
from sources.remote.place import LOGINS, RemotePlace


def open_store(place: RemotePlace) -> S3FileSystem:
    """Make the client; it logs in with its first request."""
    return S3FileSystem(use_listings_cache=False, skip_instance_cache=True)


def close_store(store: S3FileSystem) -> None:
    """Nothing to do: s3fs ends its session itself."""


def explain(place: RemotePlace, error: Exception) -> LandingError | None:
    """Type what only S3 can meet."""
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return LandingError("no credentials were found", LOGINS, file=str(place))
    if isinstance(error, FileNotFoundError):
        return LandingError("there is no such bucket", "correct `landing.path`", file=str(place))
    if isinstance(error, PermissionError):
        remedy = f"{LOGINS}; they need s3:ListBucket and s3:GetObject"
        return LandingError("the credentials do not open it", remedy, file=str(place))
    return None
