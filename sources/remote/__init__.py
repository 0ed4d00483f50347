"""Landing places on other machines, SFTP and S3: listed, and what is new copied beside the lake, file by file."""
